import type { Signal } from '@preact/signals'

/** Who may have their hands in what stands there. */
export interface Hands {
  root: ShadowRoot
  /** Something was touched: it stays until the visitor is done with it. */
  hands: Signal<boolean>
}

/**
 * Handlers of what must not be changed under the visitor's hands. It is theirs from the first press of a key or a pointer,
 * or the first letter that comes by another way. What is `left` as it was when the focus leaves the panel was only looked at.
 */
export const held = ({ root, hands }: Hands, left: () => boolean) => {
  const hold = () => void (hands.value = true)
  return {
    // A key that has sent is the last that was pressed there.
    onKeyDown: ({ defaultPrevented }: KeyboardEvent) => defaultPrevented || hold(),
    onPointerDown: hold,
    onInput: hold,
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      if (left() && !root.contains(relatedTarget as Node | null)) hands.value = false
    },
  }
}
