import type { FeedbackForm, FieldCondition, FieldOption, Form, FormField } from '../../../src/protocol/form.js'
import { FLAG, list, NUMBER, object, oneOf, optional, ref, said, TEXT, type Schema } from './schema.js'

const KINDS = [
  ...['text', 'email', 'phone', 'number', 'textarea', 'select', 'radio', 'checkbox', 'date', 'time', 'datetime'],
  ...['consent', 'rating', 'file', 'heading', 'paragraph', 'image'],
]

/** Forms as data: what a widget asks. Each is the type of the same name. */
export const forms: Readonly<Record<string, Schema>> = {
  RatingScale: {
    ...oneOf('stars', 'smileys', 'thumbs', 'ten'),
    description: 'How a rating is asked for: 1 to 5; `thumbs` 1 or 5; `ten` 0 to 10.',
  },
  FieldCondition: object<FieldCondition>(
    {
      name: said(TEXT, 'Of another field of the same form.'),
      is: oneOf('equal', 'different', 'filled', 'empty'),
      value: optional(said(TEXT, 'For `equal` and `different`.')),
    },
    { description: 'When a field is there; one that is not there counts as empty.' },
  ),
  FieldOption: object<FieldOption>({ value: TEXT, label: TEXT, note: optional(TEXT) }),
  FormField: object<FormField>({
    name: said(
      TEXT,
      'Key of the value; unique in the form. `name` and `phone` say who it is; a consent called `tellByEmail` agrees to be told of answers at the address in the form’s `email` field.',
    ),
    type: said(
      TEXT,
      `One of \`${KINDS.join('`, `')}\`; one you do not know is asked for as text. The last three ask for nothing.`,
    ),
    label: TEXT,
    hint: optional(TEXT),
    required: optional(FLAG),
    options: optional(said(list(ref('FieldOption')), '`select`, `radio`: one of these.')),
    group: optional(said(FLAG, 'The options are groups of operators: the one that is chosen takes the session.')),
    pattern: optional(said(TEXT, 'A regular expression for the whole value.')),
    patternHint: optional(said(TEXT, 'The sentence that says what is wanted instead.')),
    min: optional(said(NUMBER, 'Least length of a text, or least number.')),
    max: optional(said(NUMBER, 'Greatest length of a text, or greatest number.')),
    maxFiles: optional(
      said(NUMBER, '`file`: how many it takes; one if absent. The value is the id of each, one on each line.'),
    ),
    value: optional(said(TEXT, 'What stands in it at first.')),
    param: optional(said(TEXT, 'Parameter of the page that stands in it at first.')),
    half: optional(said(FLAG, 'Stands beside its neighbour where there is room.')),
    showIf: optional(said(list(ref('FieldCondition')), 'All of them must hold.')),
    version: optional(said(TEXT, '`consent`: which wording is agreed to; the value to send.')),
    url: optional(said(TEXT, '`consent`: the whole text; `image`: the picture.')),
    scale: optional(said(ref('RatingScale'), '`rating`.')),
  }),
  Form: object<Form>({
    id: ref('Id'),
    title: optional(TEXT),
    text: optional(said(TEXT, 'One short paragraph above the fields.')),
    fields: list(ref('FormField')),
  }),
  FeedbackForm: object<FeedbackForm>({
    scale: ref('RatingScale'),
    transcript: optional(said(FLAG, 'The conversation may be sent to an address that the visitor gives.')),
  }),
}
