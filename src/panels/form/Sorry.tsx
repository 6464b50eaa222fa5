import { Icon } from '../parts/Icon.js'

/** What went wrong with the whole of a form. */
export const Sorry = ({ text }: { text: string }) => (
  <div class="sorry" role="alert">
    <Icon name="alert" small />
    <p>{text}</p>
  </div>
)
