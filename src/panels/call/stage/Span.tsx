import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { CallModel } from '../model.js'

/** How long the two have been joined. */
export const Span = ({ model }: { model: Pick<CallModel, 'since'> }) => {
  const now = useSignal(Date.now())
  useLayoutEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now.value - (model.since.value ?? now.value)) / 1_000))
  const two = (n: number) => `${n}`.padStart(2, '0')
  return <time>{`${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`}</time>
}
