/** A client has no face here, so their name's beginning and number stand in. The name stands beside it: it is silent. */
export const Initials = ({ name }: { name: string }) => (
  <span class="av" aria-hidden="true">
    {toInitials(name)}
  </span>
)

/** “Visitor 12” → “V12”, “Eva Malá” → “EM”. */
export const toInitials = (name: string): string => {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const last = rest.at(-1) ?? ''
  const tail = /^\d/.test(last) ? last.slice(0, 3) : [...last].slice(0, 1).join('')
  return ([...first].slice(0, 1).join('') + tail).toUpperCase()
}
