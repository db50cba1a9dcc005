import { problemResponse } from './route';

/** A route handler for strangers: those of the sign-in, which the gate lets pass. Every error becomes problem+json. */
export function openRoute(handle: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      return await handle(request);
    } catch (error) {
      return problemResponse(error);
    }
  };
}
