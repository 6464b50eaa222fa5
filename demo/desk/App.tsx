import { useSignalEffect } from '@preact/signals'
import { useState } from 'preact/hooks'
import { Desk } from './Desk.js'
import { server, type Place } from './places.js'
import { SignIn } from './rooms/SignIn.js'
import { openDesk, type DeskSitting } from './session.js'
import { signIn, signOut, type Credentials } from './sign-in.js'

interface Props {
  /** Who sat in this tab before, or who the address names. */
  operator: string
  /** Whether there is reason to believe that the cookie is there. */
  isKnown: boolean
  /** What went wrong with the address's own key, in words. */
  problem: string | undefined
  /** Who sits in this tab now, if anybody. */
  onOperator(operator: string | undefined): void
  place: Place
}

/** The door, then the desk. A cookie that ran out leads back to the door; what was written waits meanwhile. */
export const App = ({ operator, isKnown, problem, onOperator, place }: Props) => {
  const [sitting, setSitting] = useState<DeskSitting | undefined>(() =>
    isKnown ? openDesk(operator, place) : undefined,
  )
  const [isAtDoor, setAtDoor] = useState(!isKnown)
  useSignalEffect(() => {
    const desk = sitting?.desk
    // Who was in already is told in a strip, and leaves when they like: they may be in the middle of a sentence.
    if (desk?.connection.value.state === 'authExpired' && !desk.me.peek()) setAtDoor(true)
  })

  const enter = async (credentials: Credentials): Promise<string | undefined> => {
    const wrong = await signIn(credentials)
    if (wrong) return wrong
    onOperator(credentials.operator)
    sitting?.dispose()
    setSitting(openDesk(credentials.operator, place))
    setAtDoor(false)
    return undefined
  }

  const leave = async (): Promise<void> => {
    const who = sitting?.desk.me.peek()?.id
    // What the server has not heard would let the next one in this chair back in.
    if (who === undefined || !(await signOut(who))) return
    onOperator(undefined)
    sitting?.dispose()
    setSitting(undefined)
    setAtDoor(true)
  }

  if (isAtDoor || !sitting) return <SignIn operator={operator} problem={problem} onSubmit={enter} />
  const onSignOut = place === server ? { onSignOut: () => void leave() } : {}
  return <Desk desk={sitting.desk} bell={sitting.bell} place={place} onSignIn={() => setAtDoor(true)} {...onSignOut} />
}
