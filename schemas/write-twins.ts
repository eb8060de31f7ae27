/** A step of the build: the value of each YAML file of the package as JSON beside the built code. */
import { writeTwins } from './yaml.js';

writeTwins();
