/* The version that plans carry in `engine`. It changes with every release that may change a plan's
 * bytes. */
#ifndef SOLVER_VERSION_H
#define SOLVER_VERSION_H

#define SOLVER_VERSION      "0.1.0"
#define SOLVER_GLPK_VERSION "5.0" /* Debian 12's, the one we build with */

#endif
