import { useSignal } from '@preact/signals'
import type { ThreadItem } from '../../core/model.js'
import { parseFile } from '../../protocol/parse-file.js'
import type { FileRef } from '../../protocol/entities.js'
import type { View } from '../chat/view.js'
import { Link, toUrl } from '../parts/links.js'
import { saySize } from './say.js'

/** A file that stands in the conversation: a picture to look at, everything else to be fetched. */
export const Sent = ({ view, item }: { view: View; item: ThreadItem }) => {
  const broken = useSignal(false)
  const file = read(item.body.data)
  const url = toUrl(file?.url ?? '')
  // On its way, or of a shape we do not know: its name is true.
  if (!file || !url) return <bdi>{item.body.text}</bdi>
  const { name, size, width, height } = file
  if (width && height && !broken.value)
    return (
      <Link url={url}>
        <img
          class="pic"
          src={url.href}
          alt={name}
          width={width}
          height={height}
          loading="lazy"
          referrerpolicy="no-referrer"
          onError={() => (broken.value = true)}
        />
      </Link>
    )
  return (
    <span class="got">
      <Link url={url}>
        <bdi>{name}</bdi>
      </Link>
      <small>{saySize(view.locale.value, size)}</small>
    </span>
  )
}

const read = (data: unknown): FileRef | undefined => {
  try {
    return parseFile(data)
  } catch {
    return undefined
  }
}
