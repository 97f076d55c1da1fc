import type { PROBLEM_TEXTS_FI, ProblemText } from './problem-texts.fi.js';

export const PROBLEM_TEXTS_EN: Readonly<Record<keyof typeof PROBLEM_TEXTS_FI, ProblemText>> = {
  'media-type': {
    title: 'The media type is not supported',
    cause: 'The request’s Content-Type is not one that the interface takes.',
    cure: 'Send JSON: events as application/cloudevents+json, the rest as application/json.',
  },
  'too-large': {
    title: 'The content is too large',
    cause: 'The content exceeds 256 KiB.',
    cure: 'Shorten the texts or split the decision.',
  },
  rate: {
    title: 'Too many events in a short time',
    cause: 'The rate agreed for the sender was exceeded.',
    cure: 'Wait as Retry-After says and send the same event again.',
  },
  'not-authentic': {
    title: 'The sender could not be verified',
    cause:
      'The signature is missing or wrong, the timestamp is more than five minutes old, or the secret is the wrong one.',
    cure: 'Sign the string id.timestamp.body over exactly the bytes that you send with a live secret, and check the clock.',
  },
  'not-json': {
    title: 'The content is not JSON',
    cause: 'The body is not valid JSON (RFC 8259) in UTF-8.',
    cure: 'Check the body with a JSON parser before sending.',
  },
  'duplicate-key': {
    title: 'The same field is given twice',
    cause: 'An object has the same key twice, so its meaning is not certain.',
    cure: 'Remove one of them.',
  },
  'too-deep': {
    title: 'The content is too deep',
    cause: 'The structure is nested deeper than the contract needs.',
    cure: 'Send the structure of the contract.',
  },
  'not-a-cloudevent': {
    title: 'The content is not a CloudEvent of the contract',
    cause:
      'A field of the CloudEvents 1.0 envelope is missing or wrong, or its id is not that of the header webhook-id.',
    cure: 'Fill in specversion, id, source, type and time, and use the same id in both.',
  },
  'unknown-team': {
    title: 'The team is not known',
    cause: 'There is no recording practice for the team.',
    cure: 'Check the team’s id, or ask the administrator to add the team.',
  },
  'team-not-yours': {
    title: 'The sender may not send this team’s decisions',
    cause: 'The sender has not been given this team.',
    cure: 'Use the secret of the team’s own application, or ask the administrator to add the team to the sender.',
  },
  invalid: {
    title: 'The data do not follow the contract',
    cause: 'Some field breaks the contract; errors names the place and the fault, never the value.',
    cure: 'Mend what is named and send again.',
  },
  'client-missing': {
    title: 'The decision lacks its client',
    cause: 'A decision has a client, but for an anonymous consultation.',
    cure: 'Add the client, or use the anonymous consultation.',
  },
  'client-in-anonymous-consultation': {
    title: 'An anonymous consultation must not hold client data',
    cause: 'The anonymous consultation holds data of a client.',
    cure: 'Remove client, case manager and consent.',
  },
  'handling-not-allowed': {
    title: 'The team’s practice does not allow this handling',
    cause: 'The team does not handle matters in this way.',
    cure: 'Check the handling, or ask the administrator to change the practice.',
  },
  'client-changed': {
    title: 'The correction is about another client',
    cause: 'The correction has another client than the earlier version.',
    cure: 'Cancel the wrong decision and send a new one under a new id.',
  },
  'consent-unknown': {
    title: 'The consent is not known',
    cause: 'No decision of this team about this client names the consent.',
    cure: 'Check the consent’s id.',
  },
  'event-id-reused': {
    title: 'The same id has been used for another event',
    cause: 'The same event id came with other content.',
    cure: 'Send a new event under a new id; repeat an old one byte by byte.',
  },
  'version-gap': {
    title: 'The version before is missing',
    cause: 'The version does not follow directly on the last one.',
    cure: 'Send the missing versions first, in order.',
  },
  'version-exists': {
    title: 'The version exists with other content',
    cause: 'The same version was taken before with other content.',
    cure: 'Send the change as the next version.',
  },
  'version-not-newest': {
    title: 'The version is not the newest',
    cause: 'The cancellation is about an old version.',
    cure: 'Cancel the newest version.',
  },
  'decision-unknown': {
    title: 'The decision is not known',
    cause: 'There is no decision with this id.',
    cure: 'Send the decision first, or check team and id.',
  },
  'decision-cancelled': {
    title: 'The decision has been cancelled',
    cause: 'A cancelled decision cannot be changed any more.',
    cure: 'Send a new decision under a new id.',
  },
  'decision-erased': {
    title: 'The decision’s data have been erased',
    cause: 'The client’s data have been erased, so the decision cannot be changed any more.',
    cure: 'Send a new decision under a new id where the client continues.',
  },
  'not-now': {
    title: 'The service cannot answer now',
    cause: 'The database or the issuer does not answer right now. Nothing was stored.',
    cure: 'Try again as Retry-After says.',
  },
  'not-signed-in': {
    title: 'The call lacks a valid token',
    cause: 'The token is missing, over, or another issuer’s; or the session has ended.',
    cure: 'Sign in, or fetch a new token.',
  },
  'wrong-role': {
    title: 'The role does not suffice',
    cause: 'Your role does not include this.',
    cure: 'Use the right role, or ask your organisation’s administrator for it.',
  },
  'not-from-here': {
    title: 'The form did not come from a page of this session',
    cause:
      'The form was sent from elsewhere than a page of this session, or the session has changed. Nothing was stored.',
    cure: 'Open the page anew and send the form from it.',
  },
  'no-console': {
    title: 'The console is not in use',
    cause: 'Signing in is not configured, so there is no console.',
    cure: 'The administrator sets the KUITTAUS_OIDC variables.',
  },
  'not-found': {
    title: 'Not found',
    cause: 'There is nothing at the address, or it is not yours.',
    cure: 'Check the address.',
  },
  'method-not-allowed': {
    title: 'The method is not allowed',
    cause: 'The address does not answer this method.',
    cure: 'See the header Allow for those it does.',
  },
  'if-match-missing': {
    title: 'The call lacks If-Match: the task must be looked at first',
    cause: 'A task is changed only from the state that was seen.',
    cure: 'Fetch the task and send its ETag in If-Match.',
  },
  'task-changed': {
    title: 'The task has changed since it was looked at',
    cause: 'Somebody else or the service itself changed the task first. Your act was not stored.',
    cure: 'Look at the task’s new state and decide whether the act is still needed.',
  },
  'task-final': {
    title: 'The task has ended already',
    cause: 'The task has its final outcome.',
    cure: 'Nothing is to be done; a change comes as a new version from the team.',
  },
  'task-in-flight': {
    title: 'The record is on its way, and its outcome is found out first',
    cause: 'The record has been sent or is about to be.',
    cure: 'Wait a moment; the outcome is looked up in the system.',
  },
  'task-waiting': {
    title: 'The task waits for an earlier record',
    cause: 'An earlier record is not done yet.',
    cure: 'Wait, or clear up the earlier task.',
  },
  'task-by-hand': {
    title: 'The task is a person’s to record',
    cause: 'The task has been given to a person.',
    cure: 'Acknowledge it, or give it back to the adapter.',
  },
  'task-not-by-hand': {
    title: 'The task is not a person’s to record',
    cause: 'The adapter records the task, not a person.',
    cure: 'Take it over first.',
  },
  'always-by-hand': {
    title: 'The system is always recorded by hand',
    cause: 'The system has no interface.',
    cure: 'Record by hand and acknowledge.',
  },
  'no-right': {
    title: 'The recorder has no right to the system',
    cause: 'The recorder has no right to this system.',
    cure: 'Hand the task over to somebody who has.',
  },
  'recorded-by-hand': {
    title: 'The earlier record was made by hand, so is its change',
    cause: 'The adapter cannot find a record that a person made.',
    cure: 'Make the change by hand and acknowledge.',
  },
  'may-be-recorded': {
    title: 'The text has been given to a person, who gives the task back',
    cause: 'The text was shown to a person, who may have recorded it.',
    cure: 'The person gives the task back if they have not.',
  },
  'not-acknowledged': {
    title: 'The task has not been acknowledged',
    cause: 'There is no acknowledgement to take back.',
    cure: 'Look at the task’s state.',
  },
  'undo-window-over': {
    title: 'An acknowledgement can be taken back for ten minutes',
    cause: 'Ten minutes have passed.',
    cure: 'Tell the team, which sends a correction.',
  },
  'not-the-same-person': {
    title: 'Only the one who acknowledged can take it back',
    cause: 'Another person acknowledged.',
    cure: 'Ask them to take it back.',
  },
  'newer-version-follows': {
    title: 'There is a newer version, whose task says what to do',
    cause: 'A newer version has come already.',
    cure: 'Follow the new task.',
  },
  'second-person-needed': {
    title: 'A second administrator confirms the closing',
    cause: 'One administrator alone cannot close a task unrecorded.',
    cure: 'A second administrator does the same.',
  },
  'not-to-yourself': {
    title: 'An administrator cannot hand a task to themselves',
    cause: 'An administrator sees no clinical text, and cannot take it.',
    cure: 'Hand the task to a recorder.',
  },
  'nothing-to-record-by-hand': {
    title: 'The task has no text to record now',
    cause: 'The task is not in a state in which a person records.',
    cure: 'Look at the task’s state.',
  },
  'content-withheld': {
    title: 'Consent does not allow the record any more',
    cause: 'Consent has changed since the task was made.',
    cure: 'Do not record. The task has ended.',
  },
  'repair-too-large': {
    title: 'The filter finds too many tasks',
    cause: 'The filter finds more tasks than one plan holds.',
    cure: 'Narrow the filter.',
  },
  'repair-finds-nothing': {
    title: 'The filter finds no task',
    cause: 'The filter matches no task.',
    cure: 'Check the filter.',
  },
  'repair-state': {
    title: 'The plan is not in such a state now',
    cause: 'The plan has been run, stopped, or is under way.',
    cure: 'Look at the plan’s state.',
  },
  'repair-not-approved': {
    title: 'A second administrator approves the plan first',
    cause: 'A plan of this size is approved by another person.',
    cure: 'Ask another administrator to approve.',
  },
  'repair-same-person': {
    title: 'The plan is approved by another than who made it',
    cause: 'Who planned cannot approve their own plan.',
    cure: 'Ask another administrator to approve.',
  },
  erased: {
    title: 'The data have been erased',
    cause: 'The client’s data were erased on request or after their time.',
    cure: 'They cannot be brought back; the log’s proofs remain.',
  },
  'client-held': {
    title: 'The client or decision is under a legal hold',
    cause: 'Nothing may be erased while the hold stands.',
    cure: 'Two administrators lift it when its ground is gone.',
  },
  'client-erased': {
    title: 'The client has been erased already',
    cause: 'The erasure is done.',
    cure: 'Nothing is to be done.',
  },
  'tasks-open': {
    title: 'The client has open recording tasks',
    cause: 'The client’s decisions are still being recorded.',
    cure: 'Wait until the tasks end, or close them.',
  },
  'erasure-done': {
    title: 'The erasure is done already',
    cause: 'The erasure has been carried out.',
    cure: 'Nothing is to be done.',
  },
  'erasure-expired': {
    title: 'The request for erasure has expired',
    cause: 'The request was not approved in time.',
    cure: 'Ask for the erasure again.',
  },
  'erasure-same-person': {
    title: 'The erasure is approved by another than who asked for it',
    cause: 'Who asked cannot approve.',
    cure: 'Ask another administrator to approve.',
  },
  'hold-lifted': {
    title: 'The hold has been lifted already',
    cause: 'The hold does not stand any more.',
    cure: 'Nothing is to be done.',
  },
  'hold-same-person': {
    title: 'The hold is lifted by another than who put it',
    cause: 'Who put the hold cannot lift it alone.',
    cure: 'Ask another administrator to lift it.',
  },
  'bad-request': {
    title: 'The request could not be read',
    cause: 'The request is not valid HTTP, or a part cannot be read.',
    cure: 'Check the request.',
  },
  'request-timeout': {
    title: 'The request did not arrive in time',
    cause: 'The request came too slowly.',
    cure: 'Send again; check the network.',
  },
  'headers-too-large': {
    title: 'The headers are too large',
    cause: 'The headers exceed 16 KiB.',
    cure: 'Remove headers and cookies that are not needed.',
  },
  internal: {
    title: 'The service has a fault',
    cause: 'The fault has been logged under the trace id.',
    cure: 'Try again. If it comes back, tell the administrator the trace id.',
  },
};
