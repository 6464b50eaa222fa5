import type { CallbackWords } from '../words.js'

export default {
  title: 'Zavolejte mi',
  person: 'Zavolá vám člověk',

  when: 'Kdy',
  nowish: 'Teď',
  later: 'V určitý čas',
  phone: 'Telefonní číslo',
  country: 'Země',
  used: 'Jen pro tento hovor.',
  call: 'Zavolejte mi',
  number: 'Číslo pozvánky',
  hint: 'Šest číslic od operátora.',
  connect: 'Spojit',
  moment: 'Okamžik',
} satisfies CallbackWords
