"use strict";
// A comparison has no keys of its own: only language, light and dark, help.
site.speak();
