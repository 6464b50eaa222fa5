import type { FilingWords } from '../words.js'

export default {
  file: 'Soubor',
  choose: 'Vybrat soubor',
  another: 'Vybrat jiný soubor',
  missing: 'Vyberte prosím soubor.',
  soon: 'Soubor je ještě na cestě.',
  wrong: 'Vyberte jiný soubor, nebo tento odeberte.',
} satisfies FilingWords
