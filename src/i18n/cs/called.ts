import type { CalledWords } from '../words.js'

export default {
  callAt: 'Zavolejte mi: {day} {time}',
  away: 'Teď tu není nikdo, kdo by zavolal. Nechte vzkaz s číslem, nebo si vyberte čas.',
  numbers: {
    missing: 'Napište prosím telefonní číslo.',
    coming: 'Okamžik, pak to stiskněte znovu.',
    digit: 'Asi chybí jedna číslice.',
    short: 'Asi chybí několik číslic.',
    long: 'Číslo je příliš dlouhé.',
    number: 'Takové číslo neznáme. Zkontrolujte ho prosím.',
    country: 'Do této země volat neumíme.',
    dialled: 'Už vám voláme.',
  },

  day: 'Den',
  time: 'Čas',
  coming: 'Hledáme volné časy',
  noTimes: 'Teď žádný čas nabídnout nemůžeme.',
  choose: 'Vyberte prosím čas.',
  taken: '{time} si právě někdo vzal.',
  next: 'Nejbližší volný čas je {time}.',
  zones: 'Časy jsou vaše ({zone}). My jsme: {site}.',

  near: 'Mějte telefon u sebe',
  calling: 'Za chvíli zavoláme na {phone}.',
  dialling: 'Voláme {phone}.',
  fold: 'Toto okno můžete zavřít.',
  stopCall: 'Zrušit hovor',
  arranged: 'Zavoláme vám',
  relax: 'Nemusíte nic dělat.',
  zone: 'Vaše časové pásmo',
  cancel: 'Zrušit',
  change: 'Změnit',
  ends: {
    cancelled: 'Zrušeno, volat nebudeme.',
    notReached: 'Nedovolali jsme se. Máme to zkusit znovu?',
    invalid: 'Na toto číslo se dovolat nešlo. Zkontrolujte ho prosím.',
  },

  stop: 'Přestat zvonit',

  refusals: {
    stopped: 'Přestali jsme zvonit.',
    ended: 'Nikdo se neozval. Požádejte operátora o nové číslo.',
    digits: 'Číslo má šest číslic. Zkontrolujte je prosím.',
    unknown: 'Toto číslo neznáme. Zkontrolujte prosím šest číslic.',
    used: 'Toto číslo už bylo použito. Požádejte operátora o nové.',
    expired: 'Platnost čísla skončila. Požádejte operátora o nové.',
    revoked: 'Toto číslo už neplatí. Požádejte operátora o nové.',
    away: 'Operátor tu právě není. Zkuste to později, nebo nám napište.',
    open: 'Jste v rozhovoru. Nejdřív ho ukončete, pak se spojte.',
  },
  often: 'Příliš mnoho pokusů. Zkuste to znovu {when}.',
} satisfies CalledWords
