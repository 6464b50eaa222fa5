import type { Parameter, Time } from '../../src/protocol/entities.js'
import { changeClient } from './changes.js'
import type { DoneCommand } from './parse-command.js'
import { refuse } from './refuse.js'
import type { VisitorMoment } from './visitor-commands.js'

/** Characters of all keys, values and labels, so that a client fits into one frame. */
export const MOST_PARAMS = 8_000
/** Parameters of one client. */
export const MANY_PARAMS = 50

/** How operators read the parameters that a widget knows. */
export type Labels = Readonly<Record<string, string>>

interface Setting {
  /** By key; null removes. */
  values: Readonly<Record<string, string | null>>
  source: Parameter['source']
  labels: Labels
  now: Time
}

/** The parameters of before with what is set anew. What is set to what it was keeps its source and time. */
export const merge = (before: readonly Parameter[], { values, source, labels, now }: Setting): readonly Parameter[] => {
  const known = new Map(before.map(param => [param.key, param]))
  const isSame = ({ key, value }: Parameter) => !Object.hasOwn(values, key) || values[key] === value
  const fresh = Object.entries(values).flatMap(([key, value]): Parameter[] =>
    value === null || known.get(key)?.value === value
      ? []
      : [{ key, value, source, at: now, ...(Object.hasOwn(labels, key) && { label: labels[key] as string }) }],
  )
  return [...before.filter(isSame), ...fresh]
}

/** As many as fit. */
export const clip = (params: readonly Parameter[]): readonly Parameter[] => {
  let size = 0
  return params.slice(0, MANY_PARAMS).filter(param => (size += sizeOf(param)) <= MOST_PARAMS)
}

const sizeOf = ({ key, value, label = '', text = '' }: Parameter) =>
  key.length + value.length + label.length + text.length

/** What the page sets while somebody is on it. @throws {TransportFailure} rejected `params.many`. */
export const setParams = (moment: VisitorMoment, { params: values, widget }: DoneCommand<'params.set'>): object => {
  const { client } = moment.owner
  const setting = { values, source: 'api' as const, labels: moment.labelsOf(widget), now: moment.now }
  const merged = merge(client.params, setting)
  if (clip(merged).length < merged.length)
    throw refuse(
      'params.many',
      `There may be ${MANY_PARAMS} parameters, of ${MOST_PARAMS} characters together: remove some first.`,
    )
  if (merged.length !== client.params.length || merged.some((param, at) => param !== client.params[at]))
    changeClient(moment, client, { params: merged })
  return {}
}
