import type { FormField } from '../../../protocol/form.js'
import { toUrl } from '../../parts/links.js'

/** What asks for nothing. */
export const Silent = ({ field: { type, label, url } }: { field: FormField }) => {
  if (type === 'heading') return <h3>{label}</h3>
  if (type === 'paragraph') return <p class="lead">{label}</p>
  const picture = toUrl(url ?? '')
  return picture ? <img class="pic" src={picture.href} alt={label} referrerpolicy="no-referrer" /> : null
}
