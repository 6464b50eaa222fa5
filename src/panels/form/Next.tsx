import type { View } from '../chat/view.js'
import { Button } from '../parts/Button.js'

export interface NextProps {
  view: Pick<View, 'hands'>
  text: string
  /** The word on the button. */
  action: string
  /** What else the button does. */
  onGo?: () => void
}

/** What comes once the visitor is done with what they have begun, and the way to have it now. It is said aloud by the frame. */
export const Next = ({ view, text, action, onGo }: NextProps) => (
  <p class="next">
    <span>{text}</span>{' '}
    <Button
      class="lk"
      onClick={({ currentTarget }) => {
        // Not every browser gives it to what is pressed, and the focus goes on from here.
        currentTarget.focus()
        view.hands.value = false
        onGo?.()
      }}
    >
      {action}
    </Button>
  </p>
)
