/** What is said of answers that are told by e-mail. */
export const mailWords = {
  fact: 'Answers by e-mail',
  absent: 'They are told of it by e-mail, if they are not back in a few minutes.',
  agreed: 'agreed {moment}',
  stopped: 'stopped by them {moment}: no more mails go there',
  states: {
    kept: 'not mailed',
    queued: 'on its way',
    sent: 'told {moment}',
    waiting: 'the mail server did not take it ({why}), tried again {moment}',
    refused: 'the mail server refused it {moment} ({why})',
  },
}
