import { useRef } from 'preact/hooks'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import type { View } from './view.js'

/** The way to a file. What is chosen goes to a room of its own, which comes then. */
export const Clip = ({ view: { words, given } }: { view: View }) => {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button class="ib" aria-label={words.attach} onClick={() => field.current!.click()}>
        <Icon name="clip" />
      </Button>
      <input
        type="file"
        multiple
        hidden
        ref={field}
        onChange={({ currentTarget }) => {
          given.value = Array.from(currentTarget.files!)
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
