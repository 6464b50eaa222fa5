import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface MenuItem {
  key: string
  label: string
  /** What is to be known of it before it is chosen. */
  hint?: string
  /** It leads nowhere now; the hint says why. */
  isOff?: boolean
  onPick(): void
}

/** Items under one title. */
export interface MenuPart {
  title?: string
  items: readonly MenuItem[]
}

interface Props {
  /** Name of the button and of its menu, where the button shows no word. */
  label?: string
  look: string
  parts: readonly MenuPart[]
  isOff: boolean
  children: ComponentChildren
}

/** A button with a list of acts: by mouse, by finger, and by the keys that menus have. */
export const Menu = ({ label, look, parts, isOff, children }: Props) => {
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useOutside(place, isOpen, () => setOpen(false))
  // At once: a second press of the same key is meant for the first item.
  useLayoutEffect(() => {
    if (isOpen) itemsOf(place.current)[0]?.focus()
    if (isOpen) place.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])

  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <span class="menu" ref={place} onKeyDown={event => isOpen && onKey(event, { place: place.current, close })}>
      <button
        type="button"
        class={look}
        ref={button}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen ? 'true' : 'false'}
        aria-disabled={isOff ? 'true' : undefined}
        onClick={() => setOpen(!isOpen && !isOff)}
      >
        {children}
      </button>
      {isOpen && (
        <div role="menu" aria-label={label}>
          {parts.map(part => (
            <Part key={part.title} part={part} close={close} />
          ))}
        </div>
      )}
    </span>
  )
}

const Part = ({ part: { title, items }, close }: { part: MenuPart; close(): void }) => (
  <div role="group" aria-label={title}>
    {title && <p aria-hidden="true">{title}</p>}
    {items.map(({ key, label, hint, isOff, onPick }) => (
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        key={key}
        aria-disabled={isOff ? 'true' : undefined}
        onClick={() => {
          if (isOff) return
          close()
          onPick()
        }}
      >
        <span>{label}</span> {hint && <small>{hint}</small>}
      </button>
    ))}
  </div>
)

const itemsOf = (place: HTMLElement | null) => Array.from(place?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])

const onKey = (
  event: JSX.TargetedKeyboardEvent<HTMLElement>,
  { place, close }: { place: HTMLElement | null; close(): void },
) => {
  const items = itemsOf(place)
  const at = items.findIndex(item => item === document.activeElement)
  const ends: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }
  const next = ends[event.key]
  if (event.key === 'Tab') return close()
  if (event.altKey || (next === undefined && event.key !== 'Escape')) return
  // What is behind the menu has keys of its own.
  event.preventDefault()
  event.stopPropagation()
  if (next === undefined) close()
  else items.at(next % items.length)?.focus()
}

/** Calls `act` when somebody presses elsewhere, or goes elsewhere. */
const useOutside = (place: { current: HTMLElement | null }, isOn: boolean, act: () => void): void =>
  useEffect(() => {
    if (!isOn) return undefined
    const look = ({ target }: Event): void => {
      if (!place.current?.contains(target as Node)) act()
    }
    for (const type of ['pointerdown', 'focusin']) document.addEventListener(type, look)
    return () => {
      for (const type of ['pointerdown', 'focusin']) document.removeEventListener(type, look)
    }
  }, [isOn])
