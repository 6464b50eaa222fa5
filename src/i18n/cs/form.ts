import type { FormWords } from '../words.js'

export default {
  optional: 'nepovinné',
  missing: {
    one: 'Chybí jedna věc.',
    few: 'Chybí {n} věci.',
    many: 'Chybí {n} věci.',
    other: 'Chybí {n} věcí.',
  },
  kept: 'Vše, co jste napsali, je stále tady.',
  faults: {
    missing: 'Vyplňte prosím.',
    'missing.textarea': 'Napište prosím pár slov.',
    email: 'E-mail vypadá jako jmeno@mail.example.',
    'email.domain': 'Část za @ vypadá nedokončeně, např. mail.example.',
    phone: 'Telefon má jen číslice, např. +420 601 234 567.',
    short: 'Napište prosím aspoň {min} znaků.',
    long: 'To je moc, nejvíc {max} znaků.',
    pattern: 'To nevypadá správně.',
  },

  unchecked: 'Nepodařilo se ověřit, že píše člověk.',
  refusedText: 'Vše, co jste napsali, je stále tady. Podívejte se na to prosím a pošlete to znovu.',
  email: 'E-mail',
  thanks: 'Děkujeme',
  safe: 'Uloženo',
  safeText: 'Není připojení. Co jste napsali, tu počká a odejde samo, i když tuto stránku opustíte.',
} satisfies FormWords
