/** The formats of the contract's schema, as their own standards have them. Each test is linear. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|[+-](\d\d):(\d\d))$/i;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `full-date` of RFC 3339: a day that is in the calendar. */
export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeapYear ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/**
 * `date-time` of RFC 3339, with its offset from UTC. A leap second is refused: no clock of the systems that a
 * decision is recorded in can hold it.
 */
export function isDateTime(text: string): boolean {
  if (!/^.{10}t/i.test(text) || !isDate(text.slice(0, 10))) return false;
  const [, hour, minute, second, offsetHour, offsetMinute] = TIME.exec(text.slice(11)) ?? [];
  return (
    hour !== undefined &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 59 &&
    Number(offsetHour ?? 0) <= 23 &&
    Number(offsetMinute ?? 0) <= 59
  );
}

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** `dot-atom @ host name` of two labels or more (RFC 5321, section 4.1.2, without quoted forms). */
export function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  const labels = domain.split('.');
  return (
    more.length === 0 &&
    LOCAL_PART.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => DOMAIN_LABEL.test(label))
  );
}

/** RFC 3986, appendix B: scheme, authority, path, query, fragment. */
const URI_PARTS = /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/;
const SCHEME = /^[a-z][a-z0-9+.-]*$/i;
/** `userinfo`, `host` and `port`; an IP literal stands in brackets. */
const AUTHORITY =
  /^(?:(?:[\w.~!$&'()*+,;=:-]|%[0-9a-f]{2})*@)?(?:\[[0-9a-fv.:]+\]|(?:[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*)(?::\d*)?$/i;
const PATH = /^(?:[\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*$/i;
const QUERY_OR_FRAGMENT = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*$/i;

/** `URI-reference` of RFC 3986, and not empty, as CloudEvents 1.0 wants a `source`. */
export function isUriReference(text: string): boolean {
  const [, scheme, authority = '', path = '', query = '', fragment = ''] = URI_PARTS.exec(text) ?? [];
  return (
    text !== '' &&
    (scheme === undefined || SCHEME.test(scheme)) &&
    AUTHORITY.test(authority) &&
    PATH.test(path) &&
    QUERY_OR_FRAGMENT.test(query) &&
    QUERY_OR_FRAGMENT.test(fragment)
  );
}
