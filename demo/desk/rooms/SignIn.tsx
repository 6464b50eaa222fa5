import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../parts/Icon.js'
import { Mark } from '../parts/Mark.js'
import type { Credentials } from '../sign-in.js'
import { words } from '../words.js'

const { signIn: texts } = words

interface Props {
  operator: string
  /** What went wrong before, in words. */
  problem: string | undefined
  /** Resolves with what went wrong, in words. */
  onSubmit(credentials: Credentials): Promise<string | undefined>
}

/** The door of the desk, for a page that came without a key or with a wrong one. */
export const SignIn = ({ operator, problem, onSubmit }: Props) => {
  const [error, setError] = useState(problem)
  const key = useRef<HTMLInputElement>(null)
  useEffect(() => key.current?.focus(), [])

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    const read = (name: string): string => {
      const value = values.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    void onSubmit({ key: read('key'), operator: read('operator').toLowerCase() }).then(wrong => {
      setError(wrong)
      if (wrong) key.current?.focus()
    })
  }

  return (
    <main class="door">
      <form onSubmit={submit} noValidate>
        <Mark name="Zvonek" />
        <h2>{texts.title}</h2>
        <p class="hint">{texts.text}</p>
        <label>
          <span>{texts.operator}</span>
          <input class="in" name="operator" defaultValue={operator} autocomplete="username" autocapitalize="none" />
        </label>
        <label>
          <span>{texts.key}</span>
          <input
            class="in"
            name="key"
            type="password"
            ref={key}
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
        <button class="b p">{texts.button}</button>
      </form>
    </main>
  )
}
