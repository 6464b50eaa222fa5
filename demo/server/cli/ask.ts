import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Mistake, type Surroundings } from './command.js'

type Ends = Pick<Surroundings, 'input' | 'questions'>

/**
 * Lines that nobody may read over a shoulder: on a terminal one for each question, not echoed; elsewhere the first line of
 * what is piped in, for all of them.
 * @throws {Mistake} when it is broken off.
 */
export const askSecretly = ({ input, questions }: Ends, asked: readonly string[]): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const isTerminal = input.isTTY === true
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    // It takes the echo away, which must be before anybody is asked.
    const lines = createInterface({ input, output: nowhere, terminal: isTerminal })
    const answers: string[] = []
    const ask = () => void (isTerminal && questions.write(asked[answers.length] ?? ''))
    lines.on('line', line => {
      if (isTerminal) questions.write('\n')
      if (answers.push(line) === asked.length || !isTerminal) lines.close()
      else ask()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      // A pipe that stays open would keep the command from ending.
      if (!isTerminal) input.destroy()
      const [first] = answers
      if (first !== undefined && !isTerminal) resolve(asked.map(() => first))
      else if (answers.length >= asked.length) resolve(answers)
      else {
        if (isTerminal) questions.write('\n')
        reject(new Mistake('Nothing was changed: no password was given.'))
      }
    })
    ask()
  })
