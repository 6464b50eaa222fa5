import { Icon } from './Icon.js'

/** Our mark; it stands on our own pages only, never on the customer's. */
export const Mark = ({ name }: { name: string }) => (
  <h1 class="mark">
    <span>
      <Icon name="bell" />
    </span>
    {name}
  </h1>
)
