/** First import of all: the page forbids eval, and zod would try it to build faster parsers. */
import { config } from 'zod';

config({ jitless: true });
