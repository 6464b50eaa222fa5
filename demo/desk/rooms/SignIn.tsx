import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../parts/Icon.js'
import { Mark } from '../parts/Mark.js'
import { askDoor, type Credentials, type DoorBy } from '../sign-in.js'
import { words } from '../words.js'

const { signIn: texts } = words

interface Props {
  /** Who sat here before; empty when nobody is known. */
  operator: string
  /** What went wrong before, in words. */
  problem: string | undefined
  /** Resolves with what went wrong, in words. */
  onSubmit(credentials: Credentials): Promise<string | undefined>
}

/** The door of the desk. */
export const SignIn = (props: Props) => {
  const [by, setBy] = useState<DoorBy>()
  useEffect(() => void askDoor().then(setBy), [])
  return <main class="door">{by && <Form {...props} by={by} />}</main>
}

const Form = ({ operator, problem, onSubmit, by }: Props & { by: DoorBy }) => {
  const [error, setError] = useState(problem)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // The demo has an Anna; of others the browser knows who has sat here.
  const known = operator || (by === 'key' ? 'anna' : '')
  const focus = (name: string) => form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus()
  useEffect(() => focus(known ? by : 'operator'), [])

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (isBusy) return
    const values = new FormData(event.currentTarget)
    const read = (name: string): string => {
      const value = values.get(name)
      return typeof value === 'string' ? value : ''
    }
    const name = read('operator').trim().toLowerCase()
    setBusy(true)
    void onSubmit({ operator: name, by, secret: by === 'key' ? read(by).trim() : read(by) }).then(wrong => {
      setBusy(false)
      setError(wrong)
      if (wrong) focus(name ? by : 'operator')
    })
  }

  return (
    <form ref={form} onSubmit={submit} noValidate aria-busy={isBusy ? 'true' : undefined}>
      <Mark name="Zvonek" />
      <h2>{texts.title}</h2>
      {by === 'key' && <p class="hint">{texts.text}</p>}
      <label>
        <span>{texts.operator[by]}</span>
        <input
          class="in"
          name="operator"
          defaultValue={known}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
      </label>
      <label>
        <span>{texts.secret[by]}</span>
        <input
          class="in"
          name={by}
          type="password"
          autocomplete="current-password"
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? 'problem' : undefined}
        />
      </label>
      {error && (
        <p class="err" id="problem" role="alert">
          <Icon name="alert" small /> {error}
        </p>
      )}
      <button class="b p">{isBusy ? texts.busy : texts.button}</button>
    </form>
  )
}
