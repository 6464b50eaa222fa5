/** Characters of a name, its end included. */
const LONGEST = 120
const LONGEST_END = 12

/** What turns the reading direction or is not seen: with it `exe.gpj` would read as `jpg.exe` the other way round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu
/** What means something to a file system or a header. */
const SPECIAL = /[<>:"|?*\\/]+/g

/** The end of a name that says its kind, in small letters; empty when there is none. */
export const endOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** A name as people read it: one line, no path, nothing unseen, and its end kept when it is too long. */
export const cleanName = (given: string): string => {
  const last = given.split(/[\\/]/).findLast(part => part.trim()) ?? ''
  const clean = last.normalize('NFC').replace(UNSEEN, '').replace(SPECIAL, '_').replace(/\s+/g, ' ').trim()
  const bare = clean.replace(/^\.+/, '').replace(/[. ]+$/, '')
  const end = endOf(bare)
  const rest = end ? bare.slice(0, -end.length - 1) : bare
  const most = LONGEST - (end ? Math.min(end.length, LONGEST_END) + 1 : 0)
  const short = [...(rest || 'file')].slice(0, most).join('')
  return end ? `${short}.${end}` : short
}
