import http from 'node:http';
import https from 'node:https';

/** What a transport of axios is: `http`, `https`, or something in between that watches. */
export interface WatchedTransport {
  request(
    options: https.RequestOptions,
    onResponse: (response: http.IncomingMessage) => void,
  ): http.ClientRequest;
}

/**
 * Watches one request's socket, to tell afterwards whether any byte of the request can have left.
 *
 * Node keeps a request's bytes back until the socket is connected, with TLS until the handshake is through:
 * before that moment nothing was sent, whatever went wrong; from then on anything may have been. A kept-alive
 * socket is connected from the start, so a peer that closed it just before our write counts as "may have".
 */
export class WireWatch implements WatchedTransport {
  mayHaveSent = false;
  /** Nothing was exchanged before on the socket. */
  isFirst = false;
  connectTimedOut = false;

  constructor(private readonly connectTimeoutMs: number) {}

  request(
    options: https.RequestOptions,
    onResponse: (response: http.IncomingMessage) => void,
  ): http.ClientRequest {
    const secure = options.protocol === 'https:';
    const request = (secure ? https : http).request(options, onResponse);
    request.once('socket', (socket) => {
      if (request.reusedSocket || !socket.connecting) {
        this.mayHaveSent = true;
        return;
      }
      this.isFirst = true;
      this.awaitConnection(request, secure ? 'secureConnect' : 'connect');
    });
    return request;
  }

  private awaitConnection(request: http.ClientRequest, connected: 'connect' | 'secureConnect'): void {
    const timer = setTimeout(() => {
      this.connectTimedOut = true;
      request.destroy();
    }, this.connectTimeoutMs);
    request.socket?.once(connected, () => {
      clearTimeout(timer);
      this.mayHaveSent = true;
    });
    request.once('close', () => clearTimeout(timer));
  }
}
