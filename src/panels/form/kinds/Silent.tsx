import type { FormField } from '../../../protocol/form.js'

/** What asks for nothing. */
export const Silent = ({ field: { type, label, url } }: { field: FormField }) => {
  if (type === 'heading') return <h3>{label}</h3>
  if (type === 'image') return url ? <img class="pic" src={url} alt={label} referrerpolicy="no-referrer" /> : null
  return <p class="lead">{label}</p>
}
