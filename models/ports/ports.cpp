// SPDX-License-Identifier: GPL-3.0-or-later
// The ports are interfaces; this file exists so that each header is compiled on its own at least once.
#include "models/ports/answer.h"
#include "models/ports/answersource.h"
#include "models/ports/armingport.h"
#include "models/ports/clock.h"
#include "models/ports/error.h"
#include "models/ports/fleetfeed.h"
#include "models/ports/journalstore.h"
#include "models/ports/querysource.h"
#include "models/ports/time.h"
#include "models/ports/timesource.h"
