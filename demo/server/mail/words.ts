import czechChat from '../../../src/i18n/cs/chat.js'
import englishChat from '../../../src/i18n/en/chat.js'
import { matchLocale } from '../../../src/i18n/locales.js'

/** What is said in mails to visitors, and on the page behind their link: by language, English where there is none. */
const english = {
  lang: 'en',
  notices: englishChat.notices,
  transcript: {
    subject: 'Your conversation: {site}',
    zone: 'Times are those of {zone}.',
    you: 'You',
    removed: 'removed',
    why: 'You asked for this conversation when it ended. It is sent once.',
  },
  answer: {
    subject: 'An answer for you: {site}',
    said: '{name} has answered you at {site}.',
    home: 'Your conversation is where you left it. Open the site in the same browser: {home}',
    back: 'Your conversation is where you left it. Open the page where you wrote to us, in the same browser.',
    why: 'You agreed to be told of answers by e-mail. To stop these mails: {stop}',
  },
  stop: {
    title: 'E-mails about answers',
    ask: 'No more e-mails about answers, from any page of ours?',
    button: 'Stop these e-mails',
    done: 'Done. No more e-mails about answers go to this address.',
    gone: 'This link leads nowhere. Answer to the e-mail, and we will stop writing to you.',
  },
}
export type MailWords = typeof english

const czech: MailWords = {
  lang: 'cs',
  notices: czechChat.notices,
  transcript: {
    subject: 'Váš rozhovor: {site}',
    zone: 'Časy platí pro {zone}.',
    you: 'Vy',
    removed: 'odstraněno',
    why: 'O tento rozhovor jste požádali, když skončil. Posílá se jednou.',
  },
  answer: {
    subject: 'Odpověď pro vás: {site}',
    said: 'Čeká na vás odpověď. Píše {name}, {site}.',
    home: 'Rozhovor je tam, kde jste skončili. Otevřete web ve stejném prohlížeči: {home}',
    back: 'Rozhovor je tam, kde jste skončili. Otevřete ve stejném prohlížeči stránku, na které jste nám psali.',
    why: 'Souhlasili jste, že se o odpovědích dozvíte e-mailem. Tyto e-maily vypnete zde: {stop}',
  },
  stop: {
    title: 'E-maily o odpovědích',
    ask: 'Už neposílat e-maily o odpovědích, z žádné naší stránky?',
    button: 'Vypnout tyto e-maily',
    done: 'Hotovo. Na tuto adresu už e-maily o odpovědích nechodí.',
    gone: 'Tento odkaz nikam nevede. Odpovězte na e-mail a přestaneme vám psát.',
  },
}

/** @param locale BCP 47 tag */
export const mailWords = (locale: string | undefined): MailWords => (matchLocale([locale]) === 'cs' ? czech : english)
