import { useLayoutEffect, useRef, useState } from 'preact/hooks'

interface SureProps {
  /** On the button that asks for it. */
  label: string
  /** What is to be known before. */
  text: string
  keep: string
  sure: string
  class: string
  onSure(): void
}

/** Two presses: what is gone is gone. The focus goes with them, to what takes nothing away. */
export const Sure = ({ label, text, keep, sure, class: name, onSure }: SureProps) => {
  const [isAsked, setAsked] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const wasAsked = useRef(false)
  useLayoutEffect(() => {
    if (wasAsked.current !== isAsked) button.current?.focus()
    wasAsked.current = isAsked
  }, [isAsked])
  if (!isAsked)
    return (
      <button type="button" class={name} ref={button} onClick={() => setAsked(true)}>
        {label}
      </button>
    )
  return (
    <div class="sure" role="group" aria-label={label}>
      <p class="hint">{text}</p>
      <button type="button" class="b" ref={button} onClick={() => setAsked(false)}>
        {keep}
      </button>
      <button type="button" class="b" onClick={onSure}>
        {sure}
      </button>
    </div>
  )
}
