import type en from '../../i18n/en/form.js'

export type FormWords = typeof en
