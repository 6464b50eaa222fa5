import { createForm } from '../../core/form.js'
import formWords from '../../i18n/en/form.js'
import css from './Form.css'
import { Form } from './Form.js'
import { createLate } from './late.js'
import { Next } from './Next.js'
import { createPace } from './pace.js'
import { createPosted } from './posted.js'
import { Row } from './Row.js'
import { Sorry } from './Sorry.js'
import { TextField } from './TextField.js'
import { sayTime } from './when.js'

/** What every form is made of, for the rooms that have one: a room is fetched alone, and what they have in common comes once. */
export const parts = {
  css,
  Form,
  Row,
  TextField,
  Sorry,
  Next,
  createForm,
  createLate,
  createPace,
  createPosted,
  formWords,
  sayTime,
}
export type Parts = typeof parts
