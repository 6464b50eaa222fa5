import type { FeedbackForm, FieldCondition, FieldOption, Form, FormField, RatingScale } from './form.js'
import { flag, lenient, list, number, oneOf, optional, record, text, type Parser } from './parse.js'

export const scale: Parser<RatingScale> = oneOf<RatingScale>('stars', 'smileys', 'thumbs', 'ten')

const field = record<FormField>({
  name: text,
  // A kind of a later version is asked for as text.
  type: text as Parser<FormField['type']>,
  label: text,
  hint: optional(text),
  required: optional(flag),
  options: optional(lenient(record<FieldOption>({ value: text, label: text, note: optional(text) }))),
  group: optional(flag),
  pattern: optional(text),
  patternHint: optional(text),
  min: optional(number),
  max: optional(number),
  maxFiles: optional(number),
  value: optional(text),
  param: optional(text),
  half: optional(flag),
  showIf: optional(
    list(
      record<FieldCondition>({
        name: text,
        is: oneOf<FieldCondition['is']>('equal', 'different', 'filled', 'empty'),
        value: optional(text),
      }),
    ),
  ),
  version: optional(text),
  url: optional(text),
  scale: optional(scale),
})

/**
 * Reads a form. A field that is malformed spoils it: without it the backend would refuse the rest.
 * @throws {Malformed}
 */
export const parseForm: Parser<Form> = record<Form>({
  id: text,
  title: optional(text),
  text: optional(text),
  fields: list(field),
})

/** @throws {Malformed} */
export const parseFeedbackForm: Parser<FeedbackForm> = record<FeedbackForm>({ scale, transcript: optional(flag) })
