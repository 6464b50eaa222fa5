import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../../demo/backend/parse-command.js'
import { parseDeskCommand } from '../../../demo/backend/parse-desk-command.js'
import { isTransportFailure } from '../../../src/protocol/failure.js'
import { exactly, fault, schemas, validator, writtenCommands } from './papers.js'
import { mutations } from './mutations.js'
import { setScene } from './scenes.js'

/** With what code a parser refuses a value; undefined when it takes it. */
const refusedBy = (parse: (value: unknown) => unknown, value: unknown): string | undefined => {
  try {
    parse(value)
    return undefined
  } catch (error) {
    if (isTransportFailure(error) && error.failure.kind === 'rejected') return error.failure.code
    throw error
  }
}

/** Values of which one of the two says that they have the form of a command, and the other not. */
const disagreements = (parse: (value: unknown) => unknown, validate: ValidateFunction, samples: readonly object[]) => {
  const found: string[] = []
  const counts = { tried: 0, taken: 0 }
  for (const sample of samples)
    for (const value of mutations(sample)) {
      const isTaken = refusedBy(parse, value) === undefined
      counts.tried++
      if (isTaken) counts.taken++
      if (validate(value) !== isTaken) found.push(`${isTaken ? 'taken' : 'refused'} ${JSON.stringify(value)}`)
    }
  return { found, counts }
}

/** The example with each of the fields it leaves out, one at a time; `null` is taken for an absent one. */
const fuller = (name: string, example: object) =>
  Object.keys(schemas[name]?.properties as object)
    .filter(key => !(key in example))
    .map(key => ({ ...example, [key]: null }))

describe.each([
  ['visitor', '', parseCommand],
  ['desk', 'Desk', parseDeskCommand],
] as const)('commands of the %s on paper', (name, side, parse) => {
  const written = writtenCommands(side)
  const refused = written.flatMap(({ type, refused }) => refused.map(one => ({ type, ...one })))

  it.each(written)('$type: its example is taken by schema, parser and server', async ({ type, example, when }) => {
    expect(fault(validator(`${side}Command`), example)).toBeUndefined()
    expect(fault(exactly(`${side}Command.${type}`), example)).toBeUndefined()
    expect(refusedBy(parse, example)).toBeUndefined()
    const { served, alive, send } = await setScene(side, when)
    const response = await send(alive(example))
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const reply = String(schemas[`${side}Command.${type}`]?.['x-reply']).split('/').pop() ?? ''
    expect(fault(exactly(reply), await response.json())).toBeUndefined()
    await served.close()
  })

  it.each(refused)('$type: $summary: $status $code', async ({ value, status, code, when }) => {
    expect(validator(`${side}Command`)(value), 'by the schema').toBe(status !== 400)
    expect(refusedBy(parse, value) !== undefined, 'by the parser').toBe(status === 400)
    const { served, alive, send } = await setScene(side, when)
    const response = await send(alive(value))
    expect([response.status, await response.json()]).toMatchObject([status, { code }])
    await served.close()
  })

  it('has the form the parser asks for, whatever is done to a field', () => {
    const { found, counts } = disagreements(
      parse,
      validator(`${side}Command`),
      written.flatMap(({ type, example }) => [example, ...fuller(`${side}Command.${type}`, example)]),
    )
    expect(found).toEqual([])
    expect(counts.taken).toBeGreaterThan(50)
    console.log(
      `wire ${JSON.stringify({ commands: name, written: written.length, refused: refused.length, ...counts })}`,
    )
  })
})

it('answers what is not done yet with 422 unsupported', async () => {
  const types = schemas.Command?.['x-unsupported'] as string[]
  expect(types.length).toBeGreaterThan(0)
  const { served, send } = await setScene('', undefined)
  for (const type of types) {
    const response = await send({ id: type, type })
    expect([type, response.status, await response.json()]).toMatchObject([type, 422, { code: 'unsupported' }])
  }
  await served.close()
})

it('would see a schema that is looser or stricter than the parser', () => {
  const example = { id: '1', type: 'read.mark', session: 's', seq: 4 }
  const properties = { id: { type: 'string', minLength: 1, maxLength: 128 }, type: { const: 'read.mark' } }
  const compile = (seq: object) =>
    new Ajv2020().compile({
      type: 'object',
      properties: { ...properties, session: properties.id, seq },
      required: ['id', 'type', 'session', 'seq'],
    })
  const count = (seq: object) => disagreements(parseCommand, compile(seq), [example]).found
  expect(count({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toEqual([])
  expect(count({ type: 'number', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toEqual([
    `refused ${JSON.stringify({ ...example, seq: 1.5 })}`,
  ])
  expect(count({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER })).toEqual([
    `taken ${JSON.stringify({ ...example, seq: 0 })}`,
  ])
})
