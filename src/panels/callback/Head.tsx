import { Icon } from '../parts/Icon.js'
import type { Drawn } from './drawn.js'

const PHONE =
  'M6 3.5h3l1.7 4.3-2 1.7a12 12 0 005.8 5.8l1.7-2 4.3 1.7v3a2 2 0 01-2.1 2A16 16 0 014 5.6a2 2 0 012-2.1zM20.5 3.5l-6 6M14.5 5v4.5H19'

export const Head = ({ words }: Drawn) => (
  <>
    <span class="av">
      <Icon name={PHONE} />
    </span>
    <div>
      <h2 tabIndex={-1}>{words.value.title}</h2>
      <p>{words.value.person}</p>
    </div>
  </>
)
