// Each of these tests starts the whole system, and waits for records to be confirmed.
jest.setTimeout(120_000);
