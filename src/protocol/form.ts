import type { Id } from './entities.js'

/** What a field asks for. A kind of a later version is asked for as `text`. */
export type FieldType =
  | 'text'
  | 'email'
  | 'phone'
  | 'number'
  | 'textarea'
  | 'select'
  | 'radio'
  | 'checkbox'
  | 'date'
  | 'time'
  | 'datetime'
  | 'consent'
  | 'rating'
  /** Its value is the id of a file that was brought before; of several, one id on each line. */
  | 'file'
  /** These three ask for nothing. */
  | 'heading'
  | 'paragraph'
  | 'image'

/** When a field is there. All conditions of a field must hold; a field that is not there counts as empty. */
export interface FieldCondition {
  /** Of another field of the same form. */
  name: string
  is: 'equal' | 'different' | 'filled' | 'empty'
  /** For `equal` and `different`. */
  value?: string
}

/** One of the answers to choose from. */
export interface FieldOption {
  value: string
  label: string
  /** One short line beside the label, such as how long it takes. */
  note?: string
}

/** How a rating is drawn; the value is 1 to 5, but `thumbs` 1 or 5 and `ten` 0 to 10. */
export type RatingScale = 'stars' | 'smileys' | 'thumbs' | 'ten'

/** One question of a form. */
export interface FormField {
  /**
   * Key of the value; unique in the form. `name` and `phone` say who it is; a `consent` called `tellByEmail` agrees to be
   * told of answers by e-mail, at the address in the form.
   */
  name: string
  type: FieldType
  label: string
  hint?: string
  required?: boolean
  options?: readonly FieldOption[]
  /** `select` and `radio`: the options are groups of operators, and the one that is chosen takes the session. */
  group?: boolean
  /** A regular expression for the whole value, and the sentence that says what is wanted instead. */
  pattern?: string
  patternHint?: string
  /** Length of a text in UTF-16 code units, or the least and greatest number. */
  min?: number
  max?: number
  /** `file`: how many it takes; one where it says nothing. */
  maxFiles?: number
  /** What stands in it at first. */
  value?: string
  /** Parameter of the page that stands in it at first, when there is one; it wins over `value`. */
  param?: string
  /** Stands beside its neighbour where there is room for two. */
  half?: boolean
  showIf?: readonly FieldCondition[]
  /** `consent`: which wording is agreed to; the value sent is this version. */
  version?: string
  /** `consent`: the whole text; `image`: the picture, on the backend's own origin. */
  url?: string
  scale?: RatingScale
}

/** What somebody is asked: before the queue, when nobody is there, or in the conversation. */
export interface Form {
  id: Id
  title?: string
  /** One short paragraph above the fields. */
  text?: string
  fields: readonly FormField[]
}

/** How the visitor is asked how it was, once a conversation has ended. */
export interface FeedbackForm {
  scale: RatingScale
  /** The conversation may be sent to an address that the visitor gives. */
  transcript?: boolean
}

/** What was filled in, by name of the field; a field left empty is absent. */
export type FormValues = Readonly<Record<string, string>>
