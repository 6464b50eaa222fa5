import { fork } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { bundle } from './bundle.js'

/** A script of ours in a process of its own, asked by messages: `{ id, order }` there, `{ id, answer }` back. */
export interface Child<O> {
  readonly pid: number
  /** What it said first, when it was ready. */
  readonly ready: unknown
  ask<T>(order: O): Promise<T>
  dispose(): Promise<void>
}

/** Starts it; it speaks first, as answer 0, and ends when the channel closes. */
export const startChild = async <O>(
  entry: string,
  { args = [], execArgv = [] }: { args?: string[]; execArgv?: string[] } = {},
): Promise<Child<O>> => {
  const file = await bundle(entry)
  const child = fork(file, args, { stdio: 'inherit', execArgv })
  const answers = new Map<number, (answer: unknown) => void>()
  let count = 0
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const isGone = gone.then(() => {
    throw new Error(`${entry} has ended`)
  })
  // Whoever waits for an answer hears of it; nobody else needs to.
  isGone.catch(() => {})
  child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    answers.get(id)?.(answer)
    answers.delete(id)
  })
  const answerTo = (id: number) => new Promise<unknown>(resolve => answers.set(id, resolve))
  const ready = await Promise.race([answerTo(0), isGone])

  return {
    pid: child.pid ?? 0,
    ready,
    ask: async <T>(order: O) => {
      const id = ++count
      const answer = answerTo(id)
      child.send({ id, order })
      return (await Promise.race([answer, isGone])) as T
    },
    dispose: async () => {
      if (child.connected) child.disconnect()
      await gone
      await rm(file, { force: true })
    },
  }
}
