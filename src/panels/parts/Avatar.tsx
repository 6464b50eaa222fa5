import { useSignal } from '@preact/signals'
import type { Operator } from '../../protocol/entities.js'

interface AvatarProps {
  who: Operator
  /** Also shows that they are here; the word for it stands beside. */
  present?: boolean
}

/** A face if there is one and it loads, else initials. The name stands beside it, so it is silent. */
export const Avatar = ({ who: { name, photo }, present }: AvatarProps) => {
  const broken = useSignal<string | undefined>(undefined)
  return (
    <span class="av" aria-hidden="true">
      {photo && broken.value !== photo ? (
        <img src={photo} alt="" referrerpolicy="no-referrer" onError={() => (broken.value = photo)} />
      ) : (
        initials(name)
      )}
      {present && <i class="dot" />}
    </span>
  )
}

const initials = (name: string) => {
  const words = name.trim().split(/\s+/)
  return [words.at(0), words.length > 1 ? words.at(-1) : ''].map(word => [...(word ?? '')].at(0)).join('')
}
