import type { FilingWords } from '../words.js'

export default {
  file: 'Soubor',
  choose: 'Vybrat soubor',
  another: 'Vybrat jiný soubor',
  several: 'Vybrat soubory',
  more: 'Přidat soubory',
  count: '{n} z {most}',
  most: {
    one: 'Lze sem dát jeden soubor.',
    few: 'Lze sem dát nejvýš {n} soubory.',
    many: 'Lze sem dát nejvýš {n} souboru.',
    other: 'Lze sem dát nejvýš {n} souborů.',
  },
  left: 'Nepřidáno: {names}',
  missing: 'Vyberte prosím soubor.',
  soon: 'Soubor je ještě na cestě.',
  wrong: 'Vyberte jiný soubor, nebo odeberte ten označený.',
} satisfies FilingWords
