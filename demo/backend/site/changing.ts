import type { Messenger } from '../../../src/messengers.js'
import { MESSENGERS } from '../../protocol/messengers.js'
import type { GroupSettings } from '../groups.js'
import { DAYS, type OpeningHours } from '../hours.js'
import { refuse } from '../refuse.js'
import { changeAccounts, readAccount } from './accounts.js'
import { GROUP_FIELDS, readAway, readDates, readDay, readLimit, readZone, type GroupTexts } from './read-group.js'
import { readWidgetField, WIDGET_FIELDS, type WidgetField } from './read-widget.js'
import type { Site, WidgetRecord } from './record.js'
import { Unfit } from './unfit.js'

/** What is not right about one field, in a sentence. */
export interface Fault {
  name: string
  text: string
  /** Where in the field, from its outside in, such as `2/title`, where that is known. */
  at?: string
}

/** Settings as they were typed become a record, or faults, one for each field at most. */
export type Changed<T> = { record: T; faults?: undefined } | { faults: readonly Fault[] }

export type Texts = Readonly<Record<string, string>>

/** A widget with what was typed in the place of what was there. */
export const changeWidget = (found: WidgetRecord, texts: Texts, { groups }: Site): Changed<WidgetRecord> => {
  checkNames(texts, [...WIDGET_FIELDS, ...MESSENGERS])
  const fields = createReading()
  const messengers = changeAccounts(found.messengers, readAccounts(texts, fields.read))
  const others = Object.entries(texts).filter(([field]) => !isMessenger(field))
  const read = others.map(([field, text]): [string, unknown] => [
    field,
    fields.read(field, () => {
      const value = readWidgetField(field as WidgetField, text)
      if (field === 'group' && value !== undefined && !Object.hasOwn(groups, value as string))
        throw new Unfit(`There is no group “${value as string}”.`)
      return value
    }),
  ])
  const changed: Record<string, unknown> = { ...found, messengers, ...Object.fromEntries(read) }
  const there = Object.entries(changed).filter(([, value]) => value !== undefined)
  const { title, origins } = found
  return fields.end(() => ({ title, origins, ...(Object.fromEntries(there) as Partial<WidgetRecord>) }))
}

const isMessenger = (field: string): field is Messenger => MESSENGERS.some(one => one === field)

/** Those that were typed. */
const readAccounts = (texts: Texts, read: Reading['read']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([field, text]) =>
      isMessenger(field) ? [[field, read(field, () => readAccount(field, text)) ?? '']] : [],
    ),
  )

/** A group as it was typed, all of it. */
export const readGroup = (texts: GroupTexts, { operators }: Pick<Site, 'operators'>): Changed<GroupSettings> => {
  checkNames(texts, GROUP_FIELDS)
  const fields = createReading()
  const hours = texts.always ? undefined : readHours(texts, fields.read)
  const queueSize = fields.read('queueSize', () => readLimit(texts.queueSize.trim()))
  const maxWait = fields.read('maxWait', () => readLimit(texts.maxWait.trim()))
  const awayQueue = fields.read('awayQueue', () => readAway(texts.awayQueue.trim(), 'queue'))
  const awayChat = fields.read('awayChat', () => readAway(texts.awayChat.trim(), 'chat'))
  const callbacks = fields.read('callbacks', () => readLimit(texts.callbacks.trim()))
  const members = texts.operators.split(/[\s,]+/).filter(Boolean)
  fields.read('operators', () => {
    const stranger = members.find(id => !operators.some(one => one.id === id))
    if (stranger !== undefined) throw new Unfit(`There is no operator “${stranger}”.`)
  })
  return fields.end(() => ({
    ...(hours && { hours }),
    ...(queueSize !== undefined && { queueSize }),
    ...(maxWait !== undefined && { maxWait }),
    ...(awayQueue !== undefined && { awayQueue }),
    ...(awayChat !== undefined && { awayChat }),
    ...(callbacks !== undefined && { callbacks }),
    ...(members.length && { operators: [...new Set(members)] }),
  }))
}

const readHours = (texts: GroupTexts, read: Reading['read']): OpeningHours => {
  const zone = read('zone', () => readZone(texts.zone.trim())) ?? ''
  const week = DAYS.flatMap(day => {
    const intervals = read(day, () => readDay(day, texts[day].trim())) ?? []
    return intervals.length ? [[day, intervals]] : []
  })
  const dates = read('dates', () => readDates(texts.dates)) ?? {}
  return { zone, week: Object.fromEntries(week) as OpeningHours['week'], ...(Object.keys(dates).length && { dates }) }
}

interface Reading {
  /** Undefined when it is not right, which is noted. */
  read<T>(field: string, read: () => T): T | undefined
  end<T>(record: () => T): Changed<T>
}

const createReading = (): Reading => {
  const faults: Fault[] = []
  return {
    read: (field, read) => {
      try {
        return read()
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        const { at } = error
        faults.push({ name: field, text: error.saidOf('This'), ...(at !== undefined && { at }) })
        return undefined
      }
    },
    end: record => (faults.length ? { faults } : { record: record() }),
  }
}

const checkNames = (texts: Texts, names: readonly string[]) => {
  const unknown = Object.keys(texts).find(name => !names.includes(name))
  if (unknown !== undefined) throw refuse('malformed', `There is no setting “${unknown}”.`)
}
