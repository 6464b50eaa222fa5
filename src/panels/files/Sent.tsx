import { useSignal } from '@preact/signals'
import type { FileRef } from '../../protocol/entities.js'
import { Icon } from '../parts/Icon.js'
import { Link, toUrl } from '../parts/links.js'
import { saySize } from './say.js'

/** Most points of a picture on either side. */
const MOST = 240

/** A file that stands in the conversation: a picture to look at, everything else to be fetched. */
export const Sent = ({ locale, file }: { locale: string; file: FileRef }) => {
  const { name, url: address, size, width, height } = file
  const broken = useSignal(false)
  const url = toUrl(address)
  if (!url) return <bdi>{name}</bdi>
  if (width && height && !broken.value) {
    // Known before it is here, so that nothing moves when it comes.
    const scale = Math.min(1, MOST / width, MOST / height)
    return (
      <Link url={url}>
        <img
          class="shot"
          src={url.href}
          alt={name}
          width={Math.round(width * scale) || 1}
          height={Math.round(height * scale) || 1}
          referrerpolicy="no-referrer"
          onError={() => (broken.value = true)}
        />
      </Link>
    )
  }
  return (
    <span class="got">
      <Icon name="clip" />
      <span>
        <Link url={url}>
          <bdi>{name}</bdi>
        </Link>
        <small>{saySize(locale, size)}</small>
      </span>
    </span>
  )
}
