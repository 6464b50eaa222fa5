import type { Locator } from '@playwright/test'

/** Files that come to a place from elsewhere: dropped, or pasted. Resolves with whether the browser is kept from them. */
export const hand = (target: Locator, type: 'drop' | 'paste', names: readonly string[], size = 5): Promise<boolean> =>
  target.evaluate(
    (element, { type, names, size }) => {
      const data = new DataTransfer()
      for (const name of names) data.items.add(new File(['w'.repeat(size)], name, { type: 'text/plain' }))
      const options = { bubbles: true, cancelable: true, composed: true }
      const event =
        type === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data })
      element.dispatchEvent(event)
      return event.defaultPrevented
    },
    { type, names, size },
  )
