import type { Settings } from '../../../src/protocol/events.js'
import type { DeskCommand, DeskGroup, SettingChange, SettingTexts, SiteSettings } from '../../protocol/desk.js'
import { formEntities } from './form-papers.js'
import { because, type Paper } from './papers.js'
import { IDS } from './samples.js'
import { FLAG, given, ID, list, object, oneOf, optional, ref, said, short, TEXT, type Schema } from './schema.js'

type Papers<K extends DeskCommand['type']> = { [T in K]: Paper<Extract<DeskCommand, { type: T }>> }

const { command: id, version } = IDS
const NAME = short(64)
const VALUES = said(
  { type: 'object', additionalProperties: short(20_000), maxProperties: 50, propertyNames: { maxLength: 64 } },
  'By name of the setting, as they are typed at the desk; nothing in one takes it away.',
)
const VERSION = said(short(64), 'Of what they were changed in: when somebody else was quicker, nothing is changed.')

/** What only an administrator may. */
const forbidden = (value: object) => ({
  because: 'it is for administrators',
  value,
  when: 'the operator is no administrator' as const,
  status: 422,
  code: 'admin.only',
})

const change = { reply: { schema: ref('SettingChange'), example: { version: 'b2c3d4e5' } } }
const group = { name: 'sales', values: { always: '', zone: 'Europe/Prague', mon: '8:00-12:00, 13:00-17:00' } }

/** Commands that change what the site is. They are kept beside the log, in the tables of the commands of the server. */
export const settingsCommands = {
  'settings.get': {
    summary:
      'Asks for all that may be set: widgets and groups, as they are typed. For administrators, as the next three.',
    fields: {},
    example: { id, type: 'settings.get' },
    reply: {
      schema: ref('SiteSettings'),
      example: {
        widgets: [{ name: 'main', version, values: { title: 'Help', buttons: 'webchat callback' } }],
        groups: [],
        operators: [{ id: 'anna', name: 'Anna' }],
        looks: true,
      } satisfies SiteSettings,
    },
    refused: [because('it has no id', { type: 'settings.get' }), forbidden({ id, type: 'settings.get' })],
  },
  'widget.change': {
    summary:
      'Changes some settings of a widget. Open pages hear of those that they show; buttons and looks wait for the next load.',
    fields: { name: NAME, version: VERSION, values: VALUES },
    example: { id, type: 'widget.change', name: 'main', version, values: { title: 'Advice' } },
    ...change,
    refused: [
      because('it does not say in what', { id, type: 'widget.change', name: 'main', values: {} }),
      {
        because: 'there is no such widget',
        value: { id, type: 'widget.change', name: 'nowhere', version, values: { title: 'Advice' } },
        status: 404,
        code: 'gone',
      },
      {
        because: 'somebody else was quicker',
        value: { id, type: 'widget.change', name: 'main', version: 'older', values: { title: 'Advice' } },
        status: 422,
        code: 'settings.changed',
      },
      forbidden({ id, type: 'widget.change', name: 'main', version, values: {} }),
    ],
  },
  'group.change': {
    summary:
      'Makes a group, or changes some of its settings: hours, holidays, how many may wait, how long somebody may be away, who answers.',
    fields: { name: NAME, version: given({ ...VERSION, description: 'Absent for a new group.' }), values: VALUES },
    example: { id, type: 'group.change', ...group },
    ...change,
    refused: [
      because('its values are texts', { id, type: 'group.change', name: 'sales', values: { queueSize: 4 } }),
      {
        because: 'there is one of that name already',
        value: { id, type: 'group.change', ...group },
        when: 'a group is set',
        status: 422,
        code: 'settings.changed',
      },
      forbidden({ id, type: 'group.change', ...group }),
    ],
  },
  'group.remove': {
    summary: 'Takes a group away; who waits for it still does. One that is not there is away already.',
    fields: { name: NAME, version: VERSION },
    example: { id, type: 'group.remove', name: 'sales', version },
    when: 'a group is set',
    refused: [
      because('it does not say as what', { id, type: 'group.remove', name: 'sales' }),
      {
        because: 'somebody else has changed it',
        value: { id, type: 'group.remove', name: 'sales', version: 'older' },
        when: 'a group is set',
        status: 422,
        code: 'settings.changed',
      },
      forbidden({ id, type: 'group.remove', name: 'sales', version }),
    ],
  },
} satisfies Papers<'settings.get' | 'widget.change' | 'group.change' | 'group.remove'>

const START = optional(oneOf('both', 'camera', 'microphone', 'none'))
const texts = list(ref('SettingTexts'))

/** What is told of settings: to visitors, and to who may change them. */
export const settings: Readonly<Record<string, Schema>> = {
  ...formEntities,
  DeskGroup: object<DeskGroup>(
    { name: TEXT, operators: optional(said(list(ID), 'Who answers; absent: everybody.')) },
    { description: 'A group of operators, as operators see it.' },
  ),
  Settings: object<Settings>({
    title: optional(said(TEXT, 'Name of the site or team.')),
    team: optional(said(list(ref('Operator')), 'Who usually answers.')),
    privacy: optional(said(TEXT, 'Address of the privacy notice.')),
    entryForm: optional(said(ref('Form'), 'What is asked before the queue.')),
    feedback: optional(
      said(ref('FeedbackForm'), 'How it is asked how it was, once a conversation has ended; absent: it is not.'),
    ),
    page: optional(said(ref('PageRules'), 'What may be told of the site’s addresses; absent: their paths.')),
    starts: optional(
      said(
        object<NonNullable<Settings['starts']>>({ webchat: START, video: START, callback: START }),
        'What is on when a call begins, by the way in; absent: both, and after a callback the camera alone.',
      ),
    ),
    offlineForm: optional(
      said(ref('Form'), 'What is asked when nobody is there; absent: name, phone, e-mail, message.'),
    ),
  }),
  SettingTexts: object<SettingTexts>(
    {
      name: TEXT,
      version: said(TEXT, 'Another one with every change.'),
      values: { type: 'object', additionalProperties: TEXT },
    },
    { description: 'Settings of one widget or group, by name, as they are typed.' },
  ),
  SiteSettings: object<SiteSettings>(
    {
      widgets: texts,
      groups: said(texts, 'In their order: the first one takes whoever is led nowhere else.'),
      operators: said(list(object<{ id: string; name: string }>({ id: ID, name: TEXT })), 'Who may be in a group.'),
      looks: said(FLAG, 'Whether what a widget looks like is set here too; elsewhere the page says it.'),
    },
    { description: 'All that an administrator may set.' },
  ),
  SettingChange: object<SettingChange>(
    {
      version: optional(said(TEXT, 'The new one.')),
      faults: optional(
        said(
          list(
            object<{ name: string; text: string; at?: string }>({
              name: TEXT,
              text: TEXT,
              at: optional(said(TEXT, 'Where in a setting that has parts, from its outside in, such as `2/title`.')),
            }),
          ),
          'What is not right, for whoever typed it. Then nothing was changed.',
        ),
      ),
    },
    { description: 'What came of a change.' },
  ),
}
