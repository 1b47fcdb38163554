import { CodeSample } from '../code-sample/code-sample.tsx'
import { define } from '../define.ts'

define('code-sample', CodeSample)
