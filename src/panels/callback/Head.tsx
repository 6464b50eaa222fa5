import type { ReadonlySignal } from '@preact/signals'
import type { RoomWords } from './model.js'

const PHONE =
  'M6 3.5h3l1.7 4.3-2 1.7a12 12 0 0 0 5.8 5.8l1.7-2 4.3 1.7v3a2 2 0 0 1-2.1 2A16 16 0 0 1 4 5.6a2 2 0 0 1 2-2.1zM20.5 3.5l-6 6M14.5 5v4.5H19'

export const Head = ({ words }: { words: ReadonlySignal<RoomWords> }) => (
  <>
    <span class="av">
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
        <path d={PHONE} />
      </svg>
    </span>
    <div>
      <h2 tabIndex={-1}>{words.value.title}</h2>
      <p>{words.value.person}</p>
    </div>
  </>
)
